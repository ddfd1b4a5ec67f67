package hudson;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class Launcher {
    public final class ProcStarter {
        public ProcStarter() { throw new AssertionError(); }
        public hudson.Launcher.ProcStarter cmds(java.lang.String... a0) { throw new AssertionError(); }
        public hudson.Launcher.ProcStarter cmds(java.util.List<java.lang.String> a0) { throw new AssertionError(); }
        public hudson.Launcher.ProcStarter quiet(boolean a0) { throw new AssertionError(); }
        public hudson.Launcher.ProcStarter pwd(hudson.FilePath a0) { throw new AssertionError(); }
        public hudson.Launcher.ProcStarter stdout(java.io.OutputStream a0) { throw new AssertionError(); }
        public hudson.Launcher.ProcStarter envs(java.util.Map<java.lang.String, java.lang.String> a0) { throw new AssertionError(); }
        public hudson.Launcher.ProcStarter writeStdin() { throw new AssertionError(); }
        public hudson.Proc start() throws java.io.IOException { throw new AssertionError(); }
        public int join() throws java.io.IOException, java.lang.InterruptedException { throw new AssertionError(); }
    }
    public static class DecoratedLauncher extends hudson.Launcher {
        public DecoratedLauncher(hudson.Launcher a0) { super((hudson.Launcher) null); throw new AssertionError(); }
    }
    public static class LocalLauncher extends hudson.Launcher {
        public LocalLauncher(hudson.model.TaskListener a0) { super((hudson.Launcher) null); throw new AssertionError(); }
    }
    protected Launcher(hudson.Launcher a0) { throw new AssertionError(); }
    public boolean isUnix() { throw new AssertionError(); }
    public final hudson.Launcher.ProcStarter launch() { throw new AssertionError(); }
}

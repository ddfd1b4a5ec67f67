package com.cloudbees.plugins.credentials;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public abstract class CredentialsProvider extends hudson.model.Descriptor<com.cloudbees.plugins.credentials.CredentialsProvider> implements hudson.ExtensionPoint, hudson.model.Describable<com.cloudbees.plugins.credentials.CredentialsProvider> {
    public static final hudson.security.Permission USE_ITEM = java.util.List.<hudson.security.Permission>of().get(0);
    public CredentialsProvider() { super(); throw new AssertionError(); }
    public static <C extends com.cloudbees.plugins.credentials.common.IdCredentials> C findCredentialByIdInItemGroup(java.lang.String a0, java.lang.Class<C> a1, hudson.model.ItemGroup<?> a2, org.springframework.security.core.Authentication a3, java.util.List<com.cloudbees.plugins.credentials.domains.DomainRequirement> a4) { throw new AssertionError(); }
    public static <C extends com.cloudbees.plugins.credentials.common.IdCredentials> C findCredentialByIdInItem(java.lang.String a0, java.lang.Class<C> a1, hudson.model.Item a2, org.springframework.security.core.Authentication a3, java.util.List<com.cloudbees.plugins.credentials.domains.DomainRequirement> a4) { throw new AssertionError(); }
    public static <C extends com.cloudbees.plugins.credentials.common.IdCredentials> C findCredentialById(java.lang.String a0, java.lang.Class<C> a1, hudson.model.Run<?, ?> a2) { throw new AssertionError(); }
    public static <C extends com.cloudbees.plugins.credentials.Credentials> C track(hudson.model.Run a0, C a1) { throw new AssertionError(); }
    public static <C extends com.cloudbees.plugins.credentials.Credentials> C track(hudson.model.Node a0, C a1) { throw new AssertionError(); }
}

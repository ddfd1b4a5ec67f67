package jakarta.servlet.http;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface HttpServletResponse extends jakarta.servlet.ServletResponse {
    void setHeader(java.lang.String a0, java.lang.String a1);
    void setStatus(int a0);
}

package jakarta.servlet.http;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface HttpServletRequest extends jakarta.servlet.ServletRequest {
    java.lang.String getHeader(java.lang.String a0);
    java.util.Enumeration<java.lang.String> getHeaders(java.lang.String a0);
    java.util.Enumeration<java.lang.String> getHeaderNames();
    java.lang.String getMethod();
    java.lang.String getContextPath();
    java.lang.String getQueryString();
    java.lang.String getRequestURI();
}

package jakarta.servlet;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface ServletRequest {
    long getContentLengthLong();
    jakarta.servlet.ServletInputStream getInputStream() throws java.io.IOException;
    java.lang.String getParameter(java.lang.String a0);
    java.util.Map<java.lang.String, java.lang.String[]> getParameterMap();
    java.lang.String[] getParameterValues(java.lang.String a0);
    java.lang.String getRemoteAddr();
}

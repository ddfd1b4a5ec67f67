package jakarta.servlet;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface ServletResponse {
    jakarta.servlet.ServletOutputStream getOutputStream() throws java.io.IOException;
    void setContentLength(int a0);
    void setContentType(java.lang.String a0);
}

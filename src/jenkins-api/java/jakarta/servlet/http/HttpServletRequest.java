package jakarta.servlet.http;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface HttpServletRequest extends jakarta.servlet.ServletRequest {
    java.lang.String getContextPath();
}

package org.kohsuke.stapler;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public interface StaplerRequest2 extends jakarta.servlet.http.HttpServletRequest {
    java.lang.String getRestOfPath();
    void bindJSON(java.lang.Object a0, net.sf.json.JSONObject a1);
}

package jenkins;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public enum YesNoMaybe {
    YES, NO, MAYBE;
}

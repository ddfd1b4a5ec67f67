package hudson.model;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public enum BallColor implements hudson.model.StatusIcon {
    RED, RED_ANIME, YELLOW, YELLOW_ANIME, BLUE, BLUE_ANIME, GREY, GREY_ANIME, DISABLED, DISABLED_ANIME, ABORTED, ABORTED_ANIME, NOTBUILT, NOTBUILT_ANIME;
}

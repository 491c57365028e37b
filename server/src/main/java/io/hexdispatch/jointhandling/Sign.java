package io.hexdispatch.jointhandling;

/** What the server can see of an event that speaks for joint handling. */
public enum Sign {
    /** Its place is close to the border of another county. */
    NEAR_BORDER("nearBorder", Grounds.CROSS_REGION),
    /** Its place lies in a dedicated grid that lies across the border of two counties or touches it. */
    DEDICATED_GRID("dedicatedGrid", Grounds.CROSS_REGION),
    /** The units that are competent stand at different levels. */
    SEVERAL_LEVELS("severalLevels", Grounds.CROSS_LEVEL),
    /** The units that are competent belong to different departments. */
    SEVERAL_DEPARTMENTS("severalDepartments", Grounds.CROSS_DEPARTMENT);

    private final String text;
    private final Grounds grounds;

    Sign(String text, Grounds grounds) {
        this.text = text;
        this.grounds = grounds;
    }

    /** The key in a rules file. */
    public String text() {
        return text;
    }

    public Grounds grounds() {
        return grounds;
    }
}

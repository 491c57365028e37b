package io.hexdispatch.simulation.day;

import io.hexdispatch.source.SourceKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a source reports.
 *
 * @param category the code of an event category (事项)
 */
record Matter(String category, String text) {
    /** Its own category, so that rules can give it a short time without touching anything else. */
    static final Matter NEGLECTED = new Matter(CityDay.SHORT_LIMIT_CATEGORY, "架空线缆脱落，低垂路面 (a cable hangs low)");

    static final Matter OUTSIDE = new Matter("09009", "市界外车辆乱停 (a car is parked beyond the city's border)");

    private static final Map<SourceKind, List<Matter>> OF_A_DAY = new EnumMap<>(SourceKind.class);
    private static final Map<SourceKind, List<Matter>> OF_THE_COLD = new EnumMap<>(SourceKind.class);
    private static final Map<SourceKind, List<Matter>> OF_THE_STORM = new EnumMap<>(SourceKind.class);

    static {
        ofADay(
                SourceKind.GRID_MEMBER,
                "06010 暴露垃圾 (rubbish lies about)",
                "06013 道路破损 (the road is broken)",
                "90009 水箱破裂 (a water tank burst)",
                "02014 路口信号灯不亮 (a traffic light is dark)",
                "09005 店外经营 (a shop trades on the pavement)",
                "93001 邻里矛盾 (neighbours quarrel)");
        ofADay(
                SourceKind.CITIZEN,
                "90004 污水冒溢 (sewage overflows)",
                "01037 路灯不亮 (a street lamp is dark)",
                "06028 夜间噪声 (noise at night)",
                "06042 垃圾箱满溢 (a bin overflows)",
                "09011 共享单车堆积 (shared bicycles pile up)");
        ofADay(
                SourceKind.HOTLINE_12345,
                "91001 家里不热 (the flat is cold)",
                "90002 自来水管破裂 (a water main burst)",
                "08001 施工扰民 (building works at night)",
                "93004 物业纠纷 (a dispute with the property manager)",
                "09009 机动车乱停放 (cars are parked everywhere)",
                "06027 油烟污染 (fumes of a kitchen)");
        ofADay(
                SourceKind.URBAN_MANAGEMENT,
                "06010 暴露垃圾 (rubbish lies about)",
                "07001 非法小广告 (posters without leave)",
                "09006 占道经营 (a stall blocks the pavement)",
                "08004 工地扬尘 (dust from a building site)",
                "01001 井盖缺失 (a manhole cover is missing)",
                "06012 道路不洁 (a dirty road)");
        ofADay(SourceKind.HEATING, "91003 室内供热设施漏水 (a radiator leaks)", "91001 供热不热 (the heating is weak)");
        ofADay(SourceKind.IOT, "92001 烟雾报警 (smoke)", "92002 燃气泄漏报警 (gas)", "92003 水位超限报警 (water level)");
        ofADay(SourceKind.VIDEO, "09009 机动车乱停放 (seen by a camera)", "06014 道路遗撒 (spilt on the road, seen by a camera)");
        ofADay(
                SourceKind.POLICE_110,
                "93001 矛盾纠纷 (a dispute)",
                "93002 劳资纠纷 (wages are owed)",
                "93003 噪声扰民 (noise)",
                "93004 物业纠纷 (the property manager)",
                "93005 其他求助 (another call for help)");
        ofADay(
                SourceKind.CIVILISATION,
                "09010 非机动车乱停放 (bicycles are parked everywhere)",
                "07008 公益宣传品破损 (a torn poster)");
        ofADay(SourceKind.RELIGION, "09012 场所门前占用消防通道 (a fire lane is blocked)");
        ofADay(SourceKind.TRADE_UNION, "93002 职工欠薪求助 (a worker's wages are owed)");
        ofADay(SourceKind.WOMENS_FEDERATION, "93001 家庭纠纷 (a family dispute)");

        add(OF_THE_COLD, SourceKind.HOTLINE_12345, "91002 整栋楼停暖 (a whole building is without heat)");
        add(OF_THE_COLD, SourceKind.HEATING, "91002 供热中断 (the supply is interrupted)");
        add(OF_THE_COLD, SourceKind.IOT, "90005 供热管网压力骤降 (pressure drops in the network)");

        add(OF_THE_STORM, SourceKind.HOTLINE_12345, "90006 道路积水 (a road is flooded)", "04002 行道树倒伏 (a tree fell)");
        add(OF_THE_STORM, SourceKind.GRID_MEMBER, "90006 路面积水 (a road is flooded)", "04002 树木倾倒 (a tree fell)");
        add(
                OF_THE_STORM,
                SourceKind.CITIZEN,
                "04003 树倒砸车 (a tree fell on a car)",
                "02014 信号灯熄灭 (a traffic light is dark)");
        add(OF_THE_STORM, SourceKind.URBAN_MANAGEMENT, "01037 路灯成片熄灭 (street lamps are dark)", "04002 断枝 (branches)");
        add(OF_THE_STORM, SourceKind.VIDEO, "90006 下穿隧道积水 (an underpass is flooded)");
        add(OF_THE_STORM, SourceKind.IOT, "92003 水位超限 (water above the mark)");
    }

    private static void ofADay(SourceKind source, String... matters) {
        add(OF_A_DAY, source, matters);
    }

    private static void add(Map<SourceKind, List<Matter>> where, SourceKind source, String... matters) {
        where.put(
                source,
                List.of(matters).stream()
                        .map(line -> new Matter(line.substring(0, 5), line.substring(6)))
                        .toList());
    }

    static Matter ofADay(SourceKind source, SplittableRandom random) {
        return one(OF_A_DAY.get(source), random);
    }

    static Matter ofTheCold(SourceKind source, SplittableRandom random) {
        return one(OF_THE_COLD.get(source), random);
    }

    static Matter ofTheStorm(SourceKind source, SplittableRandom random) {
        return one(OF_THE_STORM.get(source), random);
    }

    private static Matter one(List<Matter> matters, SplittableRandom random) {
        return matters.get(random.nextInt(matters.size()));
    }
}

package io.hexdispatch.figures;

import io.hexdispatch.figures.Figures.Line;
import java.util.Optional;
import java.util.function.Function;

/** Each figure of a line, with its names. docs/figures.md defines them. */
public enum Figure {
    REPORTED("reported", "上报数", count(Tally::reported)),
    VOIDED("voided", "作废数", count(Tally::voided)),
    FILED("filed", "立案数", count(Tally::filed)),
    RESOLVED("resolved", "处置数", count(Tally::resolved)),
    CLOSED("closed", "结案数", count(Tally::closed)),
    CLOSED_ON_TIME("closedOnTime", "按期结案数", count(Tally::closedOnTime)),
    OVERDUE("overdue", "超期数", count(Tally::overdue)),
    OVERDUE_OPEN("overdueOpen", "超期未处置数", count(Tally::overdueOpen)),
    SUSPENDED("suspended", "挂账数", count(Tally::suspended)),
    EXTENDED("extended", "延期数", count(Tally::extended)),
    REWORKED("reworked", "返工数", count(Tally::reworked)),
    REOPENED("reopened", "重开数", count(Tally::reopened)),
    RETURNED("returned", "回退数", count(Tally::returned)),
    HANDED_ON("handedOn", "改派数", count(Tally::handedOn)),
    RATED("rated", "回访评价数", count(Tally::rated)),
    SATISFIED("satisfied", "满意数", count(Tally::satisfied)),
    CLOSING_RATE("closingRatePercent", "结案率", percent(Tally::closingRate)),
    ON_TIME_RATE("onTimeRatePercent", "按期结案率", percent(Tally::onTimeRate)),
    REWORK_RATE("reworkRatePercent", "返工率", percent(Tally::reworkRate)),
    EXTENSION_RATE("extensionRatePercent", "延期率", percent(Tally::extensionRate)),
    SATISFACTION_RATE("satisfactionRatePercent", "满意率", percent(Tally::satisfactionRate)),
    SATISFACTION_MEAN(
            "satisfactionMean", "平均评分", line -> line.tally().satisfactionMean().map(Figure::rounded)),
    ACCEPTANCE_MEDIAN("acceptanceMedianSeconds", "接单时间中位数", seconds(Line::accepted, 0.5)),
    ACCEPTANCE_P90("acceptanceP90Seconds", "接单时间九成位数", seconds(Line::accepted, 0.9)),
    RESOLUTION_MEDIAN("resolutionMedianSeconds", "处置时间中位数", seconds(Line::resolved, 0.5)),
    RESOLUTION_P90("resolutionP90Seconds", "处置时间九成位数", seconds(Line::resolved, 0.9)),
    CLOSING_MEDIAN("closingMedianSeconds", "结案时间中位数", seconds(Line::closed, 0.5)),
    CLOSING_P90("closingP90Seconds", "结案时间九成位数", seconds(Line::closed, 0.9));

    private static final double DECIMALS_SHOWN = 100.0;

    private final String text;
    private final String chinese;
    private final Function<Line, Optional<? extends Number>> value;

    Figure(String text, String chinese, Function<Line, Optional<? extends Number>> value) {
        this.text = text;
        this.chinese = chinese;
        this.value = value;
    }

    /** The name on the wire, which ends with the unit where it has one. */
    public String text() {
        return text;
    }

    public String chinese() {
        return chinese;
    }

    /** Empty where it is a share of nothing, or the time of what did not happen. */
    public Optional<? extends Number> of(Line line) {
        return value.apply(line);
    }

    private static Function<Line, Optional<? extends Number>> count(Function<Tally, Long> count) {
        return line -> Optional.of(count.apply(line.tally()));
    }

    private static Function<Line, Optional<? extends Number>> percent(Function<Tally, Optional<Double>> share) {
        return line -> share.apply(line.tally()).map(part -> rounded(100 * part));
    }

    private static Function<Line, Optional<? extends Number>> seconds(Function<Line, TimeSpread> times, double part) {
        return line -> {
            var seconds = times.apply(line).percentile(part);
            return seconds.isPresent() ? Optional.of(Math.round(seconds.getAsDouble())) : Optional.empty();
        };
    }

    private static double rounded(double value) {
        return Math.round(value * DECIMALS_SHOWN) / DECIMALS_SHOWN;
    }
}

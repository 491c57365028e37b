package io.hexdispatch.wire;

import io.hexdispatch.flow.RollCalls.Line;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.rollcall.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The record of a roll call as CSV after RFC 4180, to be opened in a spreadsheet: nothing in it is taken for a formula. */
public final class RollCallCsv {
    /** The byte order mark, by which spreadsheets know UTF-8. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private RollCallCsv() {}

    public static String head() {
        return BYTE_ORDER_MARK
                + "ordinal,role,id,name,level,county,township,attendance,deliveredAt,answeredAt,text,lon,lat,reminders\r\n";
    }

    public static String of(Line line) {
        Optional<Answer> answer = line.attendance().answer();
        Optional<LonLat> place = answer.flatMap(Answer::place).map(given -> given.wgs84());
        return String.join(
                        ",",
                        List.of(
                                Integer.toString(line.ordinal()),
                                line.called().actor().role().text(),
                                text(line.called().actor().id()),
                                text(line.called().name()),
                                line.called().level().text(),
                                line.called()
                                        .county()
                                        .map(GridCode::value)
                                        .map(RollCallCsv::text)
                                        .orElse(""),
                                line.called()
                                        .township()
                                        .map(GridCode::value)
                                        .map(RollCallCsv::text)
                                        .orElse(""),
                                line.attendance().kind().text(),
                                line.attendance()
                                        .deliveredAt()
                                        .map(Instant::toString)
                                        .orElse(""),
                                answer.map(given -> given.at().toString()).orElse(""),
                                answer.flatMap(Answer::text)
                                        .map(RollCallCsv::text)
                                        .orElse(""),
                                place.map(at -> Double.toString(at.longitude())).orElse(""),
                                place.map(at -> Double.toString(at.latitude())).orElse(""),
                                Integer.toString(line.attendance().reminders())))
                + "\r\n";
    }

    /** A field that somebody wrote: what a spreadsheet would calculate begins with an apostrophe, which shows it as text. */
    static String text(String value) {
        String safe = !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}

package io.hexdispatch.assignment;

import static io.hexdispatch.assignment.TestRules.event;
import static io.hexdispatch.assignment.TestRules.problemsWith;
import static io.hexdispatch.deadline.TestCalendars.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.deadline.Deadline;
import io.hexdispatch.deadline.DeadlineKey;
import io.hexdispatch.deadline.DeadlineKind;
import io.hexdispatch.deadline.DeadlineTerms;
import io.hexdispatch.deadline.Limit;
import io.hexdispatch.deadline.Rung;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules say of deadlines, calendars, escalation, levels and the time of day. */
class DeadlineRulesTest {
    private static final String SECTIONS =
            """
            calendars:
              - code: office
                days: [monday, tuesday, wednesday, thursday, friday]
                hours: [08:30-12:00, 13:30-18:00]
                holidays: [2026-10-01/2026-10-05]
                makeUpDays: [2026-09-27]
            escalations:
              - {code: street, centre: own, after: 2 hours, next: county}
              - {code: county, centre: county, after: 1 working day, next: city}
              - {code: city, centre: city}
            deadlines:
              acceptance: 30 minutes
              disposal: 4 working hours
              calendar: office
              escalation: street
            rules:
              - {categories: [02*], lead: gas, deadlines: {disposal: 5 working days, verification: 1 working day, warnPercent: 50}}
              - {categories: [02014], during: 19:00-07:00, lead: police}
              - {categories: [02014], level: dedicated, lead: police}
            """;

    private static final String WITH_DEADLINES = TestRules.VALID.replace("rules:\n", SECTIONS);

    private final AssignmentRules rules = TestRules.rules(WITH_DEADLINES);

    @Test
    void aRuleSaysWhatDiffersFromWhatHoldsForAll() {
        DeadlineTerms own = rules.rule(event("02015"), noon()).deadlines();
        assertThat(own.limits())
                .containsOnly(
                        Map.entry(DeadlineKind.ACCEPTANCE, new Limit(30, Limit.Measure.MINUTES)),
                        Map.entry(DeadlineKind.DISPOSAL, new Limit(5, Limit.Measure.WORKING_DAYS)),
                        Map.entry(DeadlineKind.VERIFICATION, new Limit(1, Limit.Measure.WORKING_DAYS)));
        assertThat(own.warnPercent()).isEqualTo(50);
        assertThat(own.calendarCode()).isEqualTo("office");

        DeadlineTerms general = rules.rule(event("06010"), noon()).deadlines();
        assertThat(general.limits()).containsOnlyKeys(DeadlineKind.ACCEPTANCE, DeadlineKind.DISPOSAL);
        assertThat(general.warnPercent()).isEqualTo(DeadlineTerms.WARN_PERCENT_DEFAULT);
    }

    @Test
    void aFileThatSaysNothingOfDeadlinesSetsNone() {
        assertThat(TestRules.rules(TestRules.VALID).rule(event("02014"), noon()).deadlines())
                .isEqualTo(DeadlineTerms.NONE);
    }

    @Test
    void deadlinesRunByTheCalendarAndClimbFromTheStreetToTheCity() {
        Deadline deadline = rules.rule(event("06010"), noon())
                .deadlines()
                .begin(new DeadlineKey(1, 0, DeadlineKind.DISPOSAL), TestReports.GONGYI, at("2026-09-30T17:00"))
                .orElseThrow();

        assertThat(deadline.dueAt()).isEqualTo(at("2026-10-06T11:30"));
        assertThat(deadline.terms().ladder())
                .containsExactly(
                        new Rung(centre("410181001"), Limit.parse("2 hours")),
                        new Rung(centre("410181"), Limit.parse("1 working day")),
                        new Rung(centre("410100"), Optional.empty()));
    }

    @Test
    void nobodyIsToldTwiceWhereOneCentreAnswersForSeveralSteps() {
        Jurisdiction cityAlone = Jurisdiction.ofCity("map-1", new GridCode("410100"));
        Deadline deadline = rules.rule(event("06010"), noon())
                .deadlines()
                .begin(new DeadlineKey(1, 0, DeadlineKind.DISPOSAL), cityAlone, at("2026-09-21T09:00"))
                .orElseThrow();

        assertThat(deadline.terms().ladder()).containsExactly(new Rung(centre("410100"), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"18:59, 02*", "19:00, 02014", "23:59, 02014", "00:00, 02014", "06:59, 02014", "07:00, 02*"})
    void aRuleForAPartOfTheDayComesBeforeOneForAllOfIt(LocalTime time, String categories) {
        Situation situation = new Situation(List.of("410181", "410100"), Optional.of(GridLevel.TOWNSHIP), time);

        assertThat(rules.rule(event("02014"), situation).categories()).containsExactly(categories);
    }

    @Test
    void aRuleForALevelHoldsWhereACentreOfThatLevelAnswers() {
        Situation airport =
                new Situation(List.of("ZS-01", "410181", "410100"), Optional.of(GridLevel.DEDICATED), LocalTime.NOON);

        assertThat(rules.rule(event("02014"), airport).level()).contains(GridLevel.DEDICATED);
        assertThat(rules.rule(event("02014"), airport)).hasToString("rules.yaml:32 (02014 at level dedicated)");
        assertThat(rules.rule(event("02014"), noon()).level()).isEmpty();
    }

    @Test
    void theTimeOfDayIsThatOfZhengzhou() {
        // 16:30 in Greenwich is past midnight here.
        assertThat(Situation.of(TestReports.GONGYI, at("2026-09-22T00:30")))
                .isEqualTo(new Situation(
                        List.of("410181001", "410181", "410100"),
                        Optional.of(GridLevel.TOWNSHIP),
                        LocalTime.of(0, 30)));
    }

    @Test
    void refusesAnEscalationThatComesBackToItself() {
        assertThat(with("- {code: city, centre: city}", "- {code: city, centre: city, after: 1 hour, next: county}"))
                .containsExactly("23:53: this escalation comes back to itself: county -> city -> county; the last step "
                        + "has no \"next\"");
        assertThat(with("- {code: city, centre: city}", "- {code: city, centre: city, after: 1 hour, next: city}"))
                .containsExactly(
                        "23:53: this escalation comes back to itself: city -> city; the last step has no \"next\"");
    }

    @Test
    void refusesAUnitAStepACalendarAndAnEscalationThatDoNotExist() {
        assertThat(with("- {code: city, centre: city}", "- {code: city, unit: gas-county}"))
                .containsExactly(
                        "23:24: no unit \"gas-county\" is declared; there is gas-city, police-410181, police-410184");
        assertThat(with("next: city}", "next: town}"))
                .containsExactly("22:64: no escalation \"town\" is declared; there is street, county, city");
        assertThat(with("calendar: office\n", "calendar: works\n"))
                .containsExactly("27:13: no calendar \"works\" is declared; there is office");
        assertThat(with("escalation: street", "escalation: lane"))
                .containsExactly("28:15: no escalation \"lane\" is declared; there is street, county, city");
        assertThat(problemsWith("  lead: gas\n", "  lead: gas\n  deadlines: {calendar: office}\n"))
                .containsExactly("19:25: no calendar \"office\" is declared; list it under \"calendars\"");
    }

    @Test
    void refusesADeadlineOfZeroAndWhatIsNoDeadline() {
        assertThat(with("acceptance: 30 minutes", "acceptance: 0 minutes"))
                .containsExactly(
                        "25:15: \"acceptance\" is zero, which nobody can meet; write 1 or more, or leave the key "
                                + "out for no limit");
        assertThat(with("acceptance: 30 minutes", "acceptance: 0"))
                .first()
                .asString()
                .contains("is zero");
        assertThat(with("acceptance: 30 minutes", "acceptance: soon"))
                .containsExactly("25:15: \"acceptance\" \"soon\" is no limit; write such as 30 minutes, 2 hours, "
                        + "90 working minutes, 4 working hours or 5 working days, with 1 to 10000");
        assertThat(with("warnPercent: 50", "warnPercent: 100"))
                .first()
                .asString()
                .startsWith("30:")
                .contains("1 to 99");
        assertThat(with("after: 2 hours, next: county", "next: county"))
                .first()
                .asString()
                .startsWith("21:5");
    }

    @Test
    void refusesACalendarThatIsWrong() {
        assertThat(with("[monday, tuesday", "[moonday, tuesday"))
                .first()
                .asString()
                .contains("\"moonday\" is no day of the week");
        assertThat(with("[08:30-12:00, 13:30-18:00]", "[08:30-12:00, 11:30-18:00]"))
                .first()
                .asString()
                .contains("hours 11:30-18:00 begin before");
        assertThat(with("[08:30-12:00, 13:30-18:00]", "[18:00-08:30]"))
                .first()
                .asString()
                .contains("are no working hours");
        assertThat(with("2026-10-01/2026-10-05", "2026-10-05/2026-10-01"))
                .first()
                .asString()
                .contains("no span of days");
        assertThat(with("makeUpDays: [2026-09-27]", "makeUpDays: [2026-13-27]"))
                .first()
                .asString()
                .contains("is no day");
        assertThat(with("code: office", "code: round-the-clock"))
                .first()
                .asString()
                .contains("always there");
    }

    @Test
    void refusesRulesForTheSameThingOnlyIfTheirTimesMeet() {
        String second = "  - {categories: [02014], level: dedicated, lead: police}\n";
        assertThat(with(second, "  - {categories: [02014], during: 06:00-12:00, lead: gas}\n"))
                .containsExactly(
                        "32:19: event 02014 during 06:00-12:00 is already matched by the rule at line 31; remove it "
                                + "from one of the two or give one a narrower area",
                        "32:19: component 02014 during 06:00-12:00 is already matched by the rule at line 31; remove it "
                                + "from one of the two or give one a narrower area");
        assertThat(with(second, "  - {categories: [02014], during: 07:00-19:00, lead: gas}\n"))
                .isEmpty();
        assertThat(with("during: 19:00-07:00", "during: 19:00-25:00"))
                .first()
                .asString()
                .contains("no part of a day");
        assertThat(with("level: dedicated", "level: cell")).first().asString().contains("has no centres");
        assertThat(with("level: dedicated", "level: dedicated, area: 410181"))
                .first()
                .asString()
                .contains("remove one of the two keys");
    }

    @Test
    void whatHoldsForAPartOfTheDayAloneCoversNothing() {
        assertThat(TestRules.problems(TestRules.VALID.replace(
                        "default:\n  lead: gas\n", "  - {categories: [\"*\"], during: 07:00-19:00, lead: gas}\n")))
                .first()
                .asString()
                .contains("no rule without area, level and time matches");
    }

    private static List<String> with(String original, String replacement) {
        assertThat(WITH_DEADLINES).contains(original);
        return TestRules.problems(WITH_DEADLINES.replace(original, replacement));
    }

    private static Situation noon() {
        return new Situation(List.of("410181001", "410181", "410100"), Optional.of(GridLevel.TOWNSHIP), LocalTime.NOON);
    }

    private static Actor centre(String code) {
        return new Actor(Role.CENTRE, code);
    }
}

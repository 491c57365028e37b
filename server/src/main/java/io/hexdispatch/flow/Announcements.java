package io.hexdispatch.flow;

import io.hexdispatch.boundary.Job;
import io.hexdispatch.device.Alarm;
import io.hexdispatch.duplicate.Proposal;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.hotspot.Topic;
import io.hexdispatch.jointhandling.JointHandling;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.source.SourceChange;
import java.util.List;

/** Tells whoever is connected what was committed. What cannot be delivered now stays owed, and is not lost. */
public interface Announcements {
    /** A report was filed, with its first orders. */
    void filed(CaseFile caseFile);

    void changed(CaseFile.Change change);

    /** A deadline warned, was missed, or was escalated. */
    void deadline(Deadlines.Signalled signalled);

    /** Work for somebody goes on, is done or has failed. */
    void job(Job job);

    /** Another map is live. */
    void mapActivated(String version, String title);

    /** An alarm was raised again or cleared. @param jurisdiction of its event */
    void alarm(Alarm alarm, Jurisdiction jurisdiction);

    /** Two events look like one. @param jurisdictions of both */
    void duplicateProposed(Proposal proposal, List<Jurisdiction> jurisdictions);

    /** A source was put into the registry, changed or taken out. */
    void sourceChanged(SourceChange change);

    /** A joint handling was proposed, opened or went on, as the last line of its record says. */
    void jointHandling(JointHandling handling, CaseFile caseFile);

    /** A topic was proposed. */
    void topicProposed(Topic topic);

    /** Something was done with a topic. */
    void topicChanged(Topic topic, Topic.Entry entry);

    /** Other rules are live. */
    void rulesActivated(int version, String title);
}

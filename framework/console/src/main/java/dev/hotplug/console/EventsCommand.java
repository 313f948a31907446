package dev.hotplug.console;

import dev.hotplug.HostEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The kernel's {@code dmesg}. */
@Command(name = "events", sortOptions = false,
        description = "Shows what happened to plugins: about the last thousand events.")
final class EventsCommand extends HostCommand {

    /** How soon it is noticed that nobody reads or waits any more. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    @Option(names = "--follow", description = "Go on with what happens from now on, until Ctrl-C; on a pipe, until "
            + "the next line or the end of the input. With --json, one line of JSON for each event.")
    private boolean follow;

    @Option(names = "--since", paramLabel = "N|DURATION",
            description = "Only those after event number N, or of the last DURATION (250ms, 5s, 2m, 1h).")
    private String since;

    @Option(names = "--for", paramLabel = "DURATION", converter = DurationConverter.class,
            description = "Follow for this long.")
    private Duration limit;

    EventsCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        long after = since != null && since.matches("\\d{1,18}") ? Long.parseLong(since) : 0;
        Instant from = since == null || after > 0 || since.equals("0") ? Instant.MIN : Instant.now().minus(duration());
        List<HostEvent> remembered = host.events(after);
        List<HostEvent> events = remembered.stream().filter(event -> !event.at().isBefore(from)).toList();
        if (isFollowing()) {
            events.forEach(this::print);
            follow(remembered.isEmpty() ? after : remembered.get(remembered.size() - 1).number());
        } else if (isJson()) {
            print(new Document().put("events", events.stream().map(Documents::event).toList()));
        } else if (events.isEmpty()) {
            print("no events");
        } else {
            events.forEach(this::print);
        }
        return ExitCode.OK;
    }

    private Duration duration() {
        try {
            return new DurationConverter().convert(since);
        } catch (RuntimeException malformed) {
            throw misuse("--since: '" + since + "' is neither the number of an event nor a duration, as 5s, 2m or 1h");
        }
    }

    private void follow(long known) {
        long last = known;
        long deadline = limit == null ? Long.MAX_VALUE : System.nanoTime() + limit.toNanos();
        try {
            for (Duration glance = glance(deadline); !glance.isNegative() && !glance.isZero() && isWanted();
                    glance = glance(deadline)) {
                last = tell(host.awaitEvents(last, glance), last);
            }
        } catch (InterruptedException over) {
            // Ctrl-C, or the client or the host is gone: the end of following, after what has happened until then.
            tell(host.events(last), last);
        }
    }

    /** Tells of events after one; gives the number of the last. */
    private long tell(List<HostEvent> events, long before) {
        long last = before;
        for (HostEvent event : events) {
            if (event.number() > last + 1 && !isJson()) {
                long forgotten = event.number() - last - 1;
                print(Names.count(forgotten, "event") + (forgotten == 1 ? " was" : " were")
                        + " forgotten before anybody read it");
            }
            print(event);
            last = event.number();
        }
        return last;
    }

    /** Whether it goes on with what happens. */
    boolean isFollowing() {
        return follow || limit != null;
    }

    /** Writes what is still to be written, too. */
    private boolean isWanted() {
        return !out().checkError() && !session.isNextDue().getAsBoolean();
    }

    private Duration glance(long deadline) {
        Duration left = limit == null ? GLANCE
                : Duration.ofNanos(deadline - System.nanoTime()).truncatedTo(ChronoUnit.MILLIS);
        return left.compareTo(GLANCE) < 0 ? left : GLANCE;
    }

    private void print(HostEvent event) {
        if (isJson()) {
            print(Documents.event(event));
            return;
        }
        String plugin = Stream.of(event.id(), event.version()).filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        print(event.number() + " " + event.at().truncatedTo(ChronoUnit.SECONDS) + " " + event.kind() + " " + plugin
                + (event.loadNumber() == 0 ? "" : " #" + event.loadNumber())
                + (event.text().isEmpty() ? "" : ": " + Refusals.oneLine(withoutName(event.text(), plugin))));
    }

    /** A refusal names the plugin again. */
    private static String withoutName(String text, String plugin) {
        return text.replaceFirst(": " + Pattern.quote(plugin) + ": ", ": ");
    }
}

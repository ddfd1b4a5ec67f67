package io.jenkins.plugins.ansibleevents.cli.run;

import io.jenkins.plugins.ansibleevents.engine.runner.CaptureOptions;
import io.jenkins.plugins.ansibleevents.engine.runner.CaptureOptions.EventData;
import io.jenkins.plugins.ansibleevents.engine.settings.Section;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The part of {@link CaptureOptions} that somebody has set: the command line, a rule, or {@code env/settings}. The next
 * of them decides the empty parts.
 *
 * @param eventData {@code omit_event_data} and {@code only_failed_event_data}
 * @param omitEvents {@code omit_events}: event types
 * @param maxResultSize {@code max_result_size}, in characters
 * @param shortenFacts {@code shorten_facts}
 * @param maxEventsSize {@code max_events_size}, in bytes
 */
public record CaptureSettings(
        Optional<EventData> eventData,
        Optional<List<String>> omitEvents,
        Optional<Integer> maxResultSize,
        Optional<Boolean> shortenFacts,
        Optional<Integer> maxEventsSize) {

    /** How a file writes its keys; they are named in camel case here. */
    public enum Keys {
        CAMEL_CASE,
        SNAKE_CASE;

        private String of(String name) {
            return this == CAMEL_CASE
                    ? name
                    : name.replaceAll("(?=\\p{Lu})", "_").toLowerCase(Locale.ROOT);
        }
    }

    /** Reads the keys of a rule or of {@code env/settings}. */
    public static CaptureSettings read(Section section, Keys keys) throws SettingsException {
        return new CaptureSettings(
                eventData(section, keys.of("omitEventData"), keys.of("onlyFailedEventData")),
                omitEvents(section, keys.of("omitEvents")),
                number(section, keys.of("maxResultSize"), CaptureOptions.LEAST_RESULT_SIZE),
                flag(section, keys.of("shortenFacts")),
                number(section, keys.of("maxEventsSize"), 0));
    }

    private static Optional<EventData> eventData(Section section, String omit, String onlyFailed)
            throws SettingsException {
        Optional<Boolean> none = flag(section, omit);
        Optional<Boolean> failed = flag(section, onlyFailed);
        return none.or(() -> failed).map(said -> EventData.of(none.orElse(false), failed.orElse(false)));
    }

    private static Optional<List<String>> omitEvents(Section section, String key) throws SettingsException {
        List<String> types = section.strings(key);
        try {
            CaptureOptions.checkOmittedEvents(types);
            return section.has(key) ? Optional.of(types) : Optional.empty();
        } catch (IllegalArgumentException e) {
            throw section.error(key, e.getMessage());
        }
    }

    private static Optional<Integer> number(Section section, String key, int least) throws SettingsException {
        return section.integer(key, least, Integer.MAX_VALUE).stream().boxed().findFirst();
    }

    private static Optional<Boolean> flag(Section section, String key) throws SettingsException {
        return section.has(key) ? Optional.of(section.bool(key, false)) : Optional.empty();
    }

    /** These, and where they are empty the others. */
    public CaptureSettings or(CaptureSettings others) {
        return new CaptureSettings(
                eventData.or(others::eventData),
                omitEvents.or(others::omitEvents),
                maxResultSize.or(others::maxResultSize),
                shortenFacts.or(others::shortenFacts),
                maxEventsSize.or(others::maxEventsSize));
    }

    /** All options; the defaults where these are empty. */
    public CaptureOptions options() {
        CaptureOptions usual = CaptureOptions.defaults();
        return usual.withEventData(eventData.orElse(usual.eventData()))
                .withOmittedEvents(omitEvents.orElse(List.of()))
                .withMaxResultSize(maxResultSize.orElse(usual.maxResultSize()))
                .withShortenFacts(shortenFacts.orElse(usual.shortenFacts()))
                .withMaxEventsSize(maxEventsSize.map(Integer::longValue).orElse(usual.maxEventsSize()));
    }
}

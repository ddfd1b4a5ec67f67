package io.jenkins.plugins.ansibleevents.engine.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.record.Events;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an index says of a run, while it is written, afterwards and when it is damaged. */
class IndexTest {

    private static Events smallRun() {
        return new Events()
                .play("web")
                .task("Copy")
                .ok("a", true)
                .diff("b", "-old\n+new")
                .failed("b", "no route to b")
                .task("Ask")
                .ignored("a", "nobody at home")
                .unreachable("c", "no route to c")
                .skipped("d")
                .stats("b", 1);
    }

    @Test
    void everyEventIsFoundByItsPlace() throws IOException {
        List<EventLine> events = smallRun().lines();

        List<IndexEvent> indexed = WrittenIndex.read(WrittenIndex.of(events)).events;

        long offset = 0;
        for (int i = 0; i < events.size(); i++) {
            assertThat(indexed.get(i).offset()).isEqualTo(offset);
            assertThat(indexed.get(i).length()).isEqualTo(events.get(i).size());
            assertThat(indexed.get(i).counter()).isEqualTo(i + 1);
            assertThat(indexed.get(i).type()).isEqualTo(events.get(i).head().event());
            assertThat(indexed.get(i).at()).isEqualTo(i * 1000);
            offset = indexed.get(i).end();
        }
    }

    @Test
    void statesHostsAndTasksAreThere() throws IOException {
        Told told = WrittenIndex.read(WrittenIndex.of(smallRun().lines()));

        assertThat(told.events)
                .extracting(IndexEvent::state)
                .containsExactly('-', '-', 'c', '-', 'f', '-', 'i', 'u', 's', '-');
        assertThat(told.events).extracting(IndexEvent::host).containsExactly(-1, -1, 0, 1, 1, -1, 0, 2, 3, -1);
        assertThat(told.events).extracting(IndexEvent::task).containsExactly(-1, -1, 0, 0, 0, -1, 1, 1, 1, -1);
        assertThat(told.tasks).extracting(IndexedTask::name).containsExactly("Copy", "Ask");
        assertThat(told.tasks).extracting(IndexedTask::path).containsExactly("site.yml:1", "site.yml:2");
        assertThat(told.lines)
                .contains("host 3 d", "stats 1 " + numbers("failed=1"))
                .anyMatch(line -> line.contains("web"));
    }

    private static String numbers(String failed) {
        return "Numbers[ok=0, changed=0, unreachable=0, " + failed + ", skipped=0, rescued=0, ignored=0]";
    }

    @Test
    void equalReasonsOfHostsAreOneMessage() throws IOException {
        Told told = WrittenIndex.read(WrittenIndex.of(new Events()
                .play("web")
                .task("Ask")
                .failed("web1", "web1: no route to web1, web12 is none")
                .failed("web2", "web2: no route to web2, web12 is none")
                .lines()));

        assertThat(told.events).extracting(IndexEvent::message).containsExactly(-1, -1, 0, 0);
        assertThat(told.lines).contains("message 0 \u0001: no route to \u0001, web12 is none");
        assertThat(Messages.of("web2", "\u0001: no route to \u0001, web12 is none"))
                .isEqualTo("web2: no route to web2, web12 is none");
    }

    @Test
    void equalDiffsHaveOneHashWhereverTheirFilesWere() throws IOException {
        List<IndexEvent> events = WrittenIndex.read(WrittenIndex.of(new Events()
                        .task("Copy")
                        .diff("a", "--- before\n+++ after: /root/.ansible/tmp/ansible-local-41_t2/tmpulo/x.j2\n+new")
                        .diff("b", "--- before\n+++ after: /root/.ansible/tmp/ansible-local-77abc/tmpxyz/x.j2\n+new")
                        .diff("c", "--- before\n+++ after: /root/.ansible/tmp/ansible-local-77abc/tmpxyz/x.j2\n+newer")
                        .lines()))
                .events;

        assertThat(events.get(1).diff()).isNotZero().isEqualTo(events.get(2).diff());
        assertThat(events.get(3).diff()).isNotEqualTo(events.get(1).diff());
    }

    @Test
    void readerOfAnIndexThatIsCutAnywhereHasTheRecordsBeforeAndGoesOnLater() throws IOException {
        byte[] index = WrittenIndex.of(smallRun().lines());
        List<String> all = WrittenIndex.read(index).lines;
        for (int length = 0; length < index.length; length++) {
            var told = new Told();
            var reader = new IndexReader(told);

            WrittenIndex.goOn(reader, Arrays.copyOf(index, length));

            assertThat(told.lines).isEqualTo(all.subList(0, told.lines.size()));
            assertThat(reader.position()).isLessThanOrEqualTo(length);
            WrittenIndex.goOn(reader, index);
            assertThat(told.lines).isEqualTo(all);
        }
    }

    @Test
    void changedByteIsNoticedWhereverItIs() throws IOException {
        byte[] index = WrittenIndex.of(smallRun().lines());
        List<String> all = WrittenIndex.read(index).lines;
        for (int i = 0; i < index.length; i++) {
            byte[] damaged = index.clone();
            damaged[i] ^= 0x10;
            var told = new Told();
            var reader = new IndexReader(told);
            try {
                WrittenIndex.goOn(reader, damaged);
                // A name that claims to be longer is one that is being written: known by the size of the events.
                assertThat(told.events.size()).isLessThan(smallRun().lines().size());
            } catch (IndexDamagedException e) {
                assertThat(e).hasMessageStartingWith("the index is damaged at byte ");
            }
            assertThat(told.lines).isEqualTo(all.subList(0, told.lines.size()));
        }
    }

    @Test
    void recordThatNamesWhatNobodyHasNamedIsDamage() throws IOException {
        List<EventLine> run =
                new Events().task("Copy").ok("a", true).ok("b", true).lines();
        byte[] names = WrittenIndex.of(run.subList(0, 2));
        byte[] more = WrittenIndex.of(run);
        byte[] event = Arrays.copyOfRange(more, more.length - IndexFormat.EVENT_SIZE, more.length);
        byte[] forged = Arrays.copyOf(names, names.length + event.length);
        System.arraycopy(event, 0, forged, names.length, event.length);

        assertThatThrownBy(() -> WrittenIndex.read(forged))
                .isInstanceOf(IndexDamagedException.class)
                .hasMessageContaining("a number without a name");
    }

    @Test
    void fileOfAnotherFormatIsNoIndex() {
        byte[] other = "HAEINDEX\2 and whatever comes with another version".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> WrittenIndex.read(other))
                .isInstanceOf(IndexDamagedException.class)
                .hasMessage("the index is damaged at byte 0: it is no index, or of another version");
    }

    @Test
    void namesThatAreNoUnicodeComeBackAsTheyAre() throws IOException {
        String odd = "half \ud83d a pair, \u202e and </script>";
        String json = new Events()
                .task("T")
                .failed("HOST", "HOST failed")
                .lines()
                .get(1)
                .toJson();
        byte[] escaped = json.replace("HOST", "half \\ud83d a pair, \\u202e and </script>")
                .getBytes(StandardCharsets.UTF_8);

        Told told = WrittenIndex.read(WrittenIndex.of(List.of(EventLine.parse(escaped))));

        assertThat(told.lines).contains("host 0 " + odd, "message 0 \u0001 failed");
    }

    @Test
    void omittedDataIsNotInTheIndexEither() throws IOException {
        EventLine whole =
                new Events().task("Copy").ok("secret-host", true).lines().get(1);

        byte[] index = WrittenIndex.of(List.of(whole.withoutData()));

        assertThat(new String(index, StandardCharsets.ISO_8859_1)).doesNotContain("secret-host");
        assertThat(WrittenIndex.read(index).events.get(0).host()).isEqualTo(-1);
    }

    @Test
    void eventWithoutATimeIsAtTheStart() throws IOException {
        EventLine event = EventLine.parse("{\"uuid\":\"u\",\"counter\":1,\"event\":\"verbose\",\"created\":\"noon\"}"
                .getBytes(StandardCharsets.UTF_8));

        assertThat(WrittenIndex.read(WrittenIndex.of(List.of(event)))
                        .events
                        .get(0)
                        .at())
                .isZero();
    }
}

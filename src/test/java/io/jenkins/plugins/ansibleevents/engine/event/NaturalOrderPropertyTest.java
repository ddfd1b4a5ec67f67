package io.jenkins.plugins.ansibleevents.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NaturalOrderPropertyTest {

    @Property
    void itIsATotalOrder(@ForAll("names") String a, @ForAll("names") String b, @ForAll("names") String c) {
        int ab = NaturalOrder.NAMES.compare(a, b);

        assertThat(Integer.signum(NaturalOrder.NAMES.compare(b, a))).isEqualTo(-Integer.signum(ab));
        assertThat(ab == 0).isEqualTo(a.equals(b));
        if (ab <= 0 && NaturalOrder.NAMES.compare(b, c) <= 0) {
            assertThat(NaturalOrder.NAMES.compare(a, c)).isNotPositive();
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("0019a-:/").ofMaxLength(6);
    }
}

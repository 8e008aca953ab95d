// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ZerobusServerExtensionTest {

    private static final String ORDERS = "CREATE TABLE main.shop.orders (order_id BIGINT NOT NULL, note STRING)";

    @RegisterExtension
    static final ZerobusServerExtension FOR_ALL = ZerobusServerExtension.withTables(ORDERS);

    @RegisterExtension
    final ZerobusServerExtension forOne = ZerobusServerExtension.with(builder -> builder.tls(true));

    private static Path directory;

    @Test
    void runsOneServerForAllTestsWithItsTables() throws Exception {
        directory = FOR_ALL.server().data();
        assertThat(FOR_ALL.rows("main.shop.orders")).isEmpty();
        assertThat(FOR_ALL.server().tables()).hasSize(1);
    }

    @Test
    void runsAnotherOneForEachTest() {
        assertThat(forOne.server().grpcUri().getScheme()).isEqualTo("https");
        assertThat(forOne.server().data()).isNotEqualTo(FOR_ALL.server().data());
    }

    @Test
    void hasNoServerOutsideOfTests() {
        assertThatThrownBy(() -> ZerobusServerExtension.withTables().server())
                .hasMessageContaining("@RegisterExtension");
    }

    @AfterAll
    static void theDirectoryIsStillThereBeforeTheExtensionEnds() {
        assertThat(directory == null || directory.toFile().isDirectory()).isTrue();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {

    @TempDir
    Path temp;

    @Test
    void belongsToOneServerAtATimeAndNamesTheOther() throws Exception {
        try (DataDirectory first = DataDirectory.lock(temp)) {
            assertThat(first.path()).isEqualTo(temp.toAbsolutePath());
            assertThatThrownBy(() -> DataDirectory.lock(temp))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use by another server")
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
        }
        DataDirectory.lock(temp).close();
    }

    @Test
    void isMadeWithItsParents() throws Exception {
        DataDirectory.lock(temp.resolve("a/b/c")).close();
        assertThat(temp.resolve("a/b/c/lock")).exists();
    }

    @Test
    void canNotBeAFileNorLieBelowOne() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "x");
        assertThatThrownBy(() -> DataDirectory.lock(file)).hasMessageContaining("is a file");
        assertThatThrownBy(() -> DataDirectory.lock(file.resolve("below"))).hasMessageContaining("can not be made");
    }
}

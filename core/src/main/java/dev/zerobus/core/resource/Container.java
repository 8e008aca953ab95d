// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.resource;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel shows a process of the container that it is in: {@code /proc/self/cgroup} with the first version of
 * cgroups, {@code /proc/self/mountinfo} with the second, where container runtimes and the kubelet mount files of their own
 * into the container. Immutable.
 */
final class Container {

    /** An id: 64 hexadecimal digits, or those of Amazon's Fargate; runtimes put their name before and ".scope" behind. */
    private static final Pattern CGROUP_ID =
            Pattern.compile("(?:^|[/:-])([0-9a-f]{64}|[0-9a-f]{32}-[0-9]{10})(?:\\.scope)?$");

    /** Docker and Podman mount the container's files from a directory that has its id. */
    private static final Pattern MOUNT_ID = Pattern.compile(
            "/(?:overlay-)?containers/([0-9a-f]{64})/(?:userdata/)?(?:hostname|hosts|resolv\\.conf)\\b");

    /** The kubelet's directory of a pod, and in it of a container. */
    private static final Pattern KUBELET =
            Pattern.compile("/pods/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/(?:containers/([^/ ]+)/)?");

    /** The same in cgroups, where systemd has underscores for the dashes. */
    private static final Pattern CGROUP_POD =
            Pattern.compile("kubepods.*pod([0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12})");

    final @Nullable String id;
    final @Nullable String podUid;
    final @Nullable String name;

    private Container(@Nullable String id, @Nullable String podUid, @Nullable String name) {
        this.id = id;
        this.podUid = podUid;
        this.name = name;
    }

    static Container find(Surroundings around) {
        String id = null;
        String podUid = null;
        String name = null;
        for (String line : lines(around.file("/proc/self/cgroup"))) {
            id = id != null ? id : first(CGROUP_ID, line, 1);
            podUid = podUid != null ? podUid : first(CGROUP_POD, line, 1);
        }
        for (String line : lines(around.file("/proc/self/mountinfo"))) {
            id = id != null ? id : first(MOUNT_ID, line, 1);
            podUid = podUid != null ? podUid : first(KUBELET, line, 1);
            name = name != null ? name : first(KUBELET, line, 2);
        }
        return new Container(id, podUid == null ? null : podUid.replace('_', '-'), name);
    }

    private static String[] lines(@Nullable String text) {
        return text == null ? new String[0] : text.split("\n", -1);
    }

    private static @Nullable String first(Pattern pattern, String line, int group) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? matcher.group(group) : null;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.metrics;

import dev.zerobus.core.status.StatusChannel;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * A lane's or client's place in the platform's MBean server. Never throws: an application without JMX runs as well, and is told once.
 * JMX is not touched before {@link #register}. Safe from any thread.
 */
public final class LaneJmx implements AutoCloseable {

    /** Clients beside each other in one process, each with a lane of the same name. */
    private static final int MAX_SAME_NAMES = 64;

    private @Nullable ObjectName name;

    private LaneJmx(@Nullable ObjectName name) {
        this.name = name;
    }

    /**
     * Shows a lane as {@code dev.zerobus:type=Lane,name=<lane>}; if another client of this process has that name, {@code
     * instance=2} and so on is added.
     *
     * @param lane the lane's name
     * @param source where the numbers come from
     * @param status where a failure is said
     * @return what takes it away again
     */
    public static LaneJmx register(String lane, Supplier<LaneSnapshot> source, StatusChannel status) {
        return register("", lane, source, status);
    }

    /**
     * Shows a lane of one of several clients as {@code dev.zerobus:type=Lane,client=<client>,name=<lane>}.
     *
     * @param client the client's name; empty for none
     * @param lane the lane's name
     * @param source where the numbers come from
     * @param status where a failure is said
     * @return what takes it away again
     */
    public static LaneJmx register(String client, String lane, Supplier<LaneSnapshot> source, StatusChannel status) {
        String of = client.isEmpty() ? "" : "client=" + quoted(client) + ',';
        return register(
                "lane " + lane, "dev.zerobus:type=Lane," + of + "name=" + quoted(lane), new LaneBean(source), status);
    }

    /**
     * Shows what a client counts for all its lanes as {@code dev.zerobus:type=Client}, with {@code name=<client>} if it has
     * a name.
     *
     * @param client the client's name; empty for none
     * @param droppedBeforeLanes where the refusals by reason come from
     * @param fieldProblems where the problems by kind come from
     * @param deadLetters where what became of set-aside events comes from
     * @param status where a failure is said
     * @return what takes it away again
     */
    public static LaneJmx registerClient(
            String client,
            Supplier<? extends Map<?, Long>> droppedBeforeLanes,
            Supplier<? extends Map<?, Long>> fieldProblems,
            Supplier<? extends Map<?, Long>> deadLetters,
            StatusChannel status) {
        String of = client.isEmpty() ? "" : ",name=" + quoted(client);
        return register(
                "client",
                "dev.zerobus:type=Client" + of,
                new ClientBean(droppedBeforeLanes, fieldProblems, deadLetters),
                status);
    }

    private static LaneJmx register(String what, String base, Object bean, StatusChannel status) {
        try {
            return new LaneJmx(register(base, bean, ManagementFactory.getPlatformMBeanServer()));
        } catch (JMException | RuntimeException | LinkageError e) {
            status.say(
                    StatusChannel.Level.WARN,
                    what + " is not visible through JMX: " + e + "; delivery is not affected (jmx=false"
                            + " turns this off)");
            return new LaneJmx(null);
        }
    }

    private static ObjectName register(String base, Object bean, MBeanServer server) throws JMException {
        for (int instance = 1; ; instance++) {
            ObjectName name = new ObjectName(instance == 1 ? base : base + ",instance=" + instance);
            try {
                server.registerMBean(bean, name);
                return name;
            } catch (InstanceAlreadyExistsException e) {
                if (instance == MAX_SAME_NAMES) {
                    throw e;
                }
            }
        }
    }

    private static String quoted(String lane) {
        for (int i = 0; i < lane.length(); i++) {
            char c = lane.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '.') {
                return ObjectName.quote(lane);
            }
        }
        return lane;
    }

    /** Takes it away from JMX; once is enough, more does nothing. */
    @Override
    public synchronized void close() {
        ObjectName registered = name;
        name = null;
        if (registered == null) {
            return;
        }
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(registered);
        } catch (InstanceNotFoundException e) {
            // somebody else has cleaned up
        } catch (JMException | RuntimeException | LinkageError e) {
            // the process is ending in an odd way; nothing depends on it
        }
    }
}

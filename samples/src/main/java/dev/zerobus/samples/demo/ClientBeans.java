// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.demo;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the client inside another process, read through JMX as a monitoring would, without a word of that process's
 * code. Owned by the main thread.
 */
final class ClientBeans implements AutoCloseable {

    private final long pid;
    private @Nullable JMXConnector connector;

    ClientBeans(long pid) {
        this.pid = pid;
    }

    /** What the client counts for a table; unknown while it does not show itself. */
    Numbers read(String table) {
        try {
            MBeanServerConnection beans = connection();
            Set<ObjectName> lanes = beans.queryNames(new ObjectName("dev.zerobus:type=Lane,*"), null);
            for (ObjectName lane : lanes) {
                if (table.equals(beans.getAttribute(lane, "Table"))) {
                    return new Numbers(
                            true,
                            (Long) beans.getAttribute(lane, "Accepted"),
                            (Long) beans.getAttribute(lane, "Acked"),
                            sum(beans.getAttribute(lane, "Dropped")),
                            sum(beans.getAttribute(lane, "SetAside")),
                            (Boolean) beans.getAttribute(lane, "Balanced"));
                }
            }
        } catch (IOException | JMException e) {
            // not there yet, or not any more: unknown either way, and the books say so
        }
        return Numbers.UNKNOWN;
    }

    @SuppressWarnings("BanJNDI") // the address comes from a process of this user that we have started ourselves
    private MBeanServerConnection connection() throws IOException {
        JMXConnector open = connector;
        if (open == null) {
            try {
                VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
                try {
                    open = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
                } finally {
                    machine.detach();
                }
            } catch (AttachNotSupportedException e) {
                throw new IOException(e);
            }
            connector = open;
        }
        return open.getMBeanServerConnection();
    }

    private static long sum(Object map) {
        return ((TabularData) map)
                .values().stream()
                        .mapToLong(entry -> (Long) ((CompositeData) entry).get("value"))
                        .sum();
    }

    @Override
    public void close() {
        try {
            if (connector != null) {
                connector.close();
            }
        } catch (IOException e) {
            // the process has ended
        }
        connector = null;
    }

    /**
     * The numbers of one lane.
     *
     * @param known whether the client shows them already
     * @param accepted events taken
     * @param acked events made durable by the service
     * @param dropped events refused
     * @param setAside events that did not fit
     * @param balanced whether the client's own books balance
     */
    record Numbers(boolean known, long accepted, long acked, long dropped, long setAside, boolean balanced) {
        static final Numbers UNKNOWN = new Numbers(false, 0, 0, 0, 0, false);

        /** Whether everything that was raised has come, and nothing is left to deliver. */
        boolean settled(long raised) {
            return known && accepted + dropped >= raised && accepted == acked + setAside;
        }
    }
}

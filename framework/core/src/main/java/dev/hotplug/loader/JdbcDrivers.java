package dev.hotplug.loader;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Withdraws the JDBC drivers of a plugin. {@code DriverManager} shows a driver, and withdraws it, only for callers that
 * could load it by name; so {@link Registrations} defines this class once more for each plugin, below the plugin's
 * class loader, and it refers to nothing but the JDK.
 */
public final class JdbcDrivers implements Function<ClassLoader, List<String>> {

    /** For {@link Registrations}, from another class loader. */
    public JdbcDrivers() {
    }

    /**
     * Withdraws them.
     *
     * @param plugin the plugin's class loader
     * @return what was withdrawn
     */
    @Override
    public List<String> apply(ClassLoader plugin) {
        List<String> withdrawn = new ArrayList<>();
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (driver.getClass().getClassLoader() == plugin) {
                try {
                    DriverManager.deregisterDriver(driver);
                } catch (SQLException e) {
                    throw new IllegalStateException(driver.getClass().getName() + ": " + e.getMessage(), e);
                }
                withdrawn.add("the JDBC driver " + driver.getClass().getName());
            }
        }
        return withdrawn;
    }
}

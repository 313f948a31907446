package acme.sqlite;

import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginContext;
import dev.hotplug.api.PluginDescriptor;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;

/** A database in native code, which its library unpacks and loads by itself. */
@PluginDescriptor(id = "sqlite", version = "1.0.0")
public final class SqlitePlugin implements Plugin {

    @Override
    public void start(PluginContext context) throws Exception {
        Class.forName("org.sqlite.JDBC");
        context.export(Callable.class, this::sum);
    }

    private String sum() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table amount(value integer)");
            statement.execute("insert into amount values (1), (20), (300)");
            try (ResultSet row = statement.executeQuery("select count(*), sum(value) from amount")) {
                return row.getInt(1) + " amounts make " + row.getInt(2);
            }
        }
    }
}

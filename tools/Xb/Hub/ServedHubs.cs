using System.Reflection;
using XbFunctions.App;
using XbFunctions.EventHub;
using XbFunctions.Host;

namespace XbFunctions.Xb.Hub;

/// <summary>Which hubs are served, and which keys open them besides the emulator's own.</summary>
/// <param name="Hubs">The hubs.</param>
/// <param name="AccessKeys">Access keys by name.</param>
internal sealed record ServedHubs(IReadOnlyList<EventHubDefinition> Hubs, IReadOnlyDictionary<string, string> AccessKeys)
{
    /// <summary>The hubs of a function app.</summary>
    /// <param name="app">A .dll or an assembly name; null for this repository's app.</param>
    /// <exception cref="CommandException">There is no such app, or it needs no hub.</exception>
    public static ServedHubs Of(string? app)
    {
        try
        {
            var assembly = app is null ? typeof(AppServices).Assembly : Load(app);
            var found = AppHubs.Find(assembly);
            return found.Hubs.Count > 0
                ? new ServedHubs(found.Hubs, found.AccessKeys)
                : throw new CommandException($"{assembly.GetName().Name} has no Event Hubs triggers or outputs. Name hubs with --hub.");
        }
        catch (PlatformStartException exception)
        {
            throw new CommandException(exception.Message.ReplaceLineEndings(" "), exception);
        }
    }

    /// <summary>Settings of the server.</summary>
    public EventHubServerOptions ServerOptions(int port, int healthPort)
    {
        var options = new EventHubServerOptions { Port = port, HealthPort = healthPort };
        if (AccessKeys.Count > 0)
        {
            options.AccessKeys.Clear();
            foreach (var (name, key) in AccessKeys)
            {
                options.AccessKeys.Add(name, key);
            }
        }

        return options;
    }

    private static Assembly Load(string app)
    {
        try
        {
            return File.Exists(app) ? Assembly.LoadFrom(Path.GetFullPath(app)) : Assembly.Load(new AssemblyName(app));
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or ArgumentException)
        {
            throw new CommandException($"--app: '{app}' is neither a .dll nor the name of an assembly beside xb: {exception.Message}", exception);
        }
    }
}

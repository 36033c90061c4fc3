using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using XbFunctions.App;
using XbFunctions.Host;

namespace XbFunctions.Xb.Platform;

/// <summary>The whole platform in this process: storage, hub, functions, HTTP. Disposing it ends everything it started.</summary>
internal sealed class StartedPlatform : IAsyncDisposable
{
    private readonly IHost _host;

    private StartedPlatform(IHost host, WarningLog warnings) => (_host, Warnings) = (host, warnings);

    /// <summary>Addresses, keys and positions.</summary>
    public LocalPlatform Local => _host.Services.GetRequiredService<LocalPlatform>();

    /// <summary>Services of the app.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>What the platform warned of.</summary>
    public WarningLog Warnings { get; }

    /// <summary>Starts the platform.</summary>
    /// <param name="options">Folder and ports.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="CommandException">A port is taken, Node is missing, or something else that the user can mend.</exception>
    public static async Task<StartedPlatform> StartAsync(PlatformOptions options, CancellationToken cancellationToken)
    {
        var warnings = new WarningLog();
        IHost? host = null;
        try
        {
            options.Prepare();
            host = Build(options, warnings);
            await host.StartAsync(cancellationToken);
            return new StartedPlatform(host, warnings);
        }
        catch (Exception exception)
        {
            if (host is not null)
            {
                await DisposeAsync(host);
            }

            if (exception is PlatformStartException or OptionsValidationException)
            {
                throw new CommandException(Advice(exception), exception);
            }

            throw;
        }
    }

    /// <summary>Stops the functions, the hub and storage.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await DisposeAsync(_host);
    }

    private static IHost Build(PlatformOptions options, WarningLog warnings)
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(warnings);
        foreach (var (key, value) in options.Settings)
        {
            builder.Configuration[key] = value;
        }

        builder.Services.AddXbFunctions();
        builder.Services.Configure<LocalPlatformOptions>(options.Apply);
        return builder.Build();
    }

    private static ValueTask DisposeAsync(IHost host)
    {
        if (host is IAsyncDisposable disposable)
        {
            return disposable.DisposeAsync();
        }

        host.Dispose();
        return ValueTask.CompletedTask;
    }

    // The host speaks of settings; a user of xb has options.
    private static string Advice(Exception exception) => exception.Message
        .Replace($"{LocalPlatformOptions.Section}:HttpPort", "--http-port", StringComparison.Ordinal)
        .Replace($"{LocalPlatformOptions.Section}:AmqpPort", "--amqp-port", StringComparison.Ordinal)
        .Replace($"{LocalPlatformOptions.Section}:DataDirectory", "--data", StringComparison.Ordinal);
}

using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using XbFunctions.App;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Host;
using XbFunctions.Inference;
using XbFunctions.State;

namespace XbFunctions.Xb.Platform;

/// <summary>The whole platform, in this process or with its functions in processes of their own. Disposing it ends everything it started.</summary>
internal sealed class StartedPlatform : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly Champion? _champion;

    private StartedPlatform(IHost host, Champion? champion, WarningLog warnings) => (_host, _champion, Warnings) = (host, champion, warnings);

    /// <summary>Addresses, keys and positions.</summary>
    public LocalPlatform Local => _host.Services.GetRequiredService<LocalPlatform>();

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Events given up on since the start.</summary>
    public long DeadLetters => Count("state.dead_letters", static counters => counters.DeadLettered);

    /// <summary>Payments sent twice by their producer since the start.</summary>
    public long Duplicates => Count("state.duplicates", static counters => counters.Duplicates);

    /// <summary>The fraud model in use, or why there is none.</summary>
    public string Model
    {
        get
        {
            var slot = _host.Services.GetRequiredService<ModelSlot>();
            return slot.Manifest is { } manifest ? $"{manifest.Name} {manifest.Version}"
                : _champion is { } champion ? $"fraud {champion.Version}"
                : $"none: {slot.Reason}";
        }
    }

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
            var champion = options.Isolate
                ? await host.Services.GetRequiredService<ModelRegistry>().GetChampionAsync("fraud", cancellationToken)
                : null;
            return new StartedPlatform(host, champion, warnings);
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

    // In this process the runner knows; function processes of their own tell what their meters count.
    private long Count(string instrument, Func<StreamCounters, long> ofPartition) =>
        Local.ProcessIds.Values.All(static id => id == Environment.ProcessId)
            ? _host.Services.GetRequiredService<StreamRunner<FraudState>>().Counters.Sum(ofPartition)
            : Local.Counters.GetValueOrDefault(instrument);

    private static IHost Build(PlatformOptions options, WarningLog warnings)
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(warnings);
        foreach (var (key, value) in options.Settings)
        {
            builder.Configuration[key] = value;
        }

        builder.ConfigureXbFunctions();
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
    private static string Advice(Exception exception) => string
        .Join(' ', exception.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Replace($"{LocalPlatformOptions.Section}:HttpPort", "--http-port", StringComparison.Ordinal)
        .Replace($"{LocalPlatformOptions.Section}:AmqpPort", "--amqp-port", StringComparison.Ordinal)
        .Replace($"{LocalPlatformOptions.Section}:DataDirectory", "--data", StringComparison.Ordinal);
}

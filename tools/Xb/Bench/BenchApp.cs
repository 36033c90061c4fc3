using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using XbFunctions.Host;

namespace XbFunctions.Xb.Bench;

/// <summary>A function app of one class, on free ports and without logs.</summary>
internal static class BenchApp
{
    /// <summary>Builds the app.</summary>
    /// <param name="dataFolder">Folder of its hub.</param>
    /// <param name="storage">Connection string of its storage.</param>
    /// <param name="function">The class with its function.</param>
    /// <param name="settings">App settings besides.</param>
    /// <param name="configure">Services besides.</param>
    public static IHost Build(
        string dataFolder, string storage, Type function, IReadOnlyDictionary<string, string> settings, Action<IServiceCollection>? configure = null)
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.ClearProviders();
        builder.Configuration["AzureWebJobsStorage"] = storage;
        builder.Configuration["EventHubs"] = "Endpoint=sb://localhost;SharedAccessKeyName=bench;SharedAccessKey=bench;UseDevelopmentEmulator=true;";
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        builder.Services.Configure<LocalPlatformOptions>(options =>
        {
            options.DataDirectory = dataFolder;
            options.HttpPort = 0;
            options.AmqpPort = 0;
            options.PartitionsPerHub = 1;
            options.FunctionTypes.Add(function);
            options.Hubs.Clear();
        });
        configure?.Invoke(builder.Services);
        return builder.Build();
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace XbFunctions.Host;

/// <summary>Puts together what the app's builder starts from and what it ends in.</summary>
internal sealed class HostSetup(HostJson hostJson, PlatformSettings settings)
{
    /// <summary>A web application builder with the settings, log levels and services of a function app.</summary>
    public static (WebApplicationBuilder Web, HostSetup Setup) Create(string[] args)
    {
        var hostJson = HostJson.Load();
        var web = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = args,
            EnvironmentName = Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT") ?? Environments.Development,
        });
        var settings = new PlatformSettings();
        web.Configuration.Sources.Insert(0, Memory(LogLevels(hostJson)));
        web.Configuration.Sources.Insert(1, Memory(LocalSettings.Load()));
        ((IConfigurationBuilder)web.Configuration).Add(settings);
        AddLogging(web.Logging);
        AddServices(web.Services, hostJson);
        return (web, new HostSetup(hostJson, settings));
    }

    /// <summary>Builds the host of the app.</summary>
    /// <exception cref="PlatformStartException">A function breaks a rule, or a setting is wrong.</exception>
    public IHost Build(
        WebApplicationBuilder web, IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware, bool webApplication)
    {
        _ = (hostJson, settings, middleware, webApplication);
        return web.Build();
    }

    private static void AddLogging(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(static console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
    }

    private static void AddServices(IServiceCollection services, HostJson hostJson)
    {
        services.AddOptions<LocalPlatformOptions>().BindConfiguration(LocalPlatformOptions.Section).ValidateDataAnnotations();
        services.AddSingleton(hostJson);
        services.TryAddSingleton(TimeProvider.System);
    }

    private static Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource Memory(IEnumerable<KeyValuePair<string, string?>> values) =>
        new() { InitialData = values };

    private static IEnumerable<KeyValuePair<string, string?>> LogLevels(HostJson hostJson) =>
        hostJson.LogLevels.Select(static level => KeyValuePair.Create("Logging:LogLevel:" + level.Key, (string?)level.Value));
}

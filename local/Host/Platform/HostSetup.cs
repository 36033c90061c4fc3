using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace XbFunctions.Host;

/// <summary>Puts together what the app's builder starts from and what it ends in.</summary>
internal sealed class HostSetup(PlatformSettings settings, SupervisedProcess? supervisor)
{
    // The app's services and Kestrel; the invocations have had their grace before. The service gives longer still: what the app has yet to write,
    // such as rows behind a commit, is written, and a slow machine is no reason to cut it off.
    private static readonly TimeSpan ServicesShutdownTimeout = TimeSpan.FromSeconds(20);

    /// <summary>A web application builder with the settings, log levels and services of a function app.</summary>
    public static (WebApplicationBuilder Web, HostSetup Setup) Create(string[] args)
    {
        var supervisor = SupervisedProcess.Join();
        var web = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // A switch of ours: the configuration would take the argument behind it for its value.
            Args = [.. args.Where(static argument => argument != FunctionProcessStart.IsolateSwitch)],
            EnvironmentName = Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT") ?? Environments.Development,
        });
        var settings = new PlatformSettings();
        web.Configuration.Sources.Insert(0, Memory(LocalSettings.Load()));
        web.Configuration.Sources.Insert(0, Memory(LogLevels(HostJson.Load(web.Configuration))));
        ((IConfigurationBuilder)web.Configuration).Add(settings);
        if (args.Contains(FunctionProcessStart.IsolateSwitch))
        {
            web.Configuration[$"{LocalPlatformOptions.Section}:{nameof(LocalPlatformOptions.Isolate)}"] = bool.TrueString;
        }

        AddLogging(web.Logging);
        AddServices(web.Services);
        web.WebHost.ConfigureKestrel(Listen);
        if (supervisor is not null)
        {
            settings.Publish(supervisor.Settings);
            Obey(web, supervisor);
        }

        return (web, new HostSetup(settings, supervisor));
    }

    /// <summary>Builds the host of the app.</summary>
    /// <exception cref="PlatformStartException">A function breaks a rule, or a setting is wrong.</exception>
    public IHost Build(
        WebApplicationBuilder web, IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware, bool webApplication)
    {
        // Last, so that what the platform publishes wins over every source that the app has added since.
        web.Configuration.Sources.Remove(settings);
        web.Configuration.Sources.Add(settings);
        var hostJson = HostJson.Load(web.Configuration);
        var app = web.Build();
        try
        {
            var options = app.Services.GetRequiredService<IOptions<LocalPlatformOptions>>().Value;
            var functions = FunctionDiscovery.Find(FunctionDiscovery.Classes(options), webApplication);
            var parts = new LocalHostParts(Selected(functions, options), middleware, hostJson, settings, options, supervisor);
            return options.Isolate && supervisor is null ? new IsolatedHost(app, parts) : new LocalHost(app, parts);
        }
        catch (OptionsValidationException exception)
        {
            throw new PlatformStartException($"The section {LocalPlatformOptions.Section} is wrong: {exception.Message}", exception);
        }
    }

    private static IReadOnlyList<FunctionDescriptor> Selected(IReadOnlyList<FunctionDescriptor> functions, LocalPlatformOptions options)
    {
        var unknown = options.Functions.Except(functions.Select(static function => function.Name), StringComparer.OrdinalIgnoreCase).ToArray();
        return unknown.Length > 0
            ? throw new PlatformStartException($"{LocalPlatformOptions.Section}:Functions names {string.Join(", ", unknown)}, which the app does not have.")
            : options.Functions.Count == 0 ? functions
            : [.. functions.Where(function => options.Functions.Contains(function.Name, StringComparer.OrdinalIgnoreCase))];
    }

    private static void Obey(WebApplicationBuilder web, SupervisedProcess supervisor)
    {
        web.Logging.ClearProviders();
        web.Logging.AddProvider(new SupervisorLoggerProvider(supervisor));
        web.Services.AddSingleton<IHostLifetime>(services => new SupervisedLifetime(supervisor, services.GetRequiredService<IHostApplicationLifetime>()));
        if (!supervisor.Group.ServesHttp)
        {
            web.Services.AddSingleton<IServer, NoServer>();
        }
    }

    private static void Listen(KestrelServerOptions kestrel)
    {
        var options = kestrel.ApplicationServices.GetRequiredService<IOptions<LocalPlatformOptions>>().Value;
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxRequestBodyBytes;
        if (options.HttpPort == 0)
        {
            kestrel.Listen(IPAddress.Loopback, 0);
        }
        else
        {
            kestrel.ListenLocalhost(options.HttpPort);
        }
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

    private static void AddServices(IServiceCollection services)
    {
        services.AddOptions<LocalPlatformOptions>().BindConfiguration(LocalPlatformOptions.Section).ValidateDataAnnotations();
        services.Configure<HostOptions>(static host => host.ShutdownTimeout = ServicesShutdownTimeout);
        services.Configure<RouteOptions>(static routes => routes.SetParameterPolicy<RegexInlineRouteConstraint>("regex"));
        services.AddCors();
        services.AddSingleton<IStuckFunctionHandler, StuckFunctionExit>();
        services.AddSingleton<LocalPlatform>();
        services.TryAddSingleton(Clock);
    }

    private static TimeProvider Clock(IServiceProvider services) =>
        services.GetRequiredService<IOptions<LocalPlatformOptions>>().Value.ClockSkew is var skew && skew == TimeSpan.Zero
            ? TimeProvider.System
            : new SkewedTimeProvider(skew);

    private static MemoryConfigurationSource Memory(IEnumerable<KeyValuePair<string, string?>> values) => new() { InitialData = values };

    private static IEnumerable<KeyValuePair<string, string?>> LogLevels(HostJson hostJson) =>
        hostJson.LogLevels.Select(static level => KeyValuePair.Create("Logging:LogLevel:" + level.Key, (string?)level.Value));
}

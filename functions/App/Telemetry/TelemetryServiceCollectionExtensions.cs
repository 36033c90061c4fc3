using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace XbFunctions.App.Telemetry;

/// <summary>Sends traces, metrics and logs to where settings say: an OTLP collector, Application Insights, both or neither.</summary>
internal static class TelemetryServiceCollectionExtensions
{
    private const string Monitor = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string MonitorIdentity = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";
    private const string OwnNames = "XbFunctions.*";
    private const string Requests = "Microsoft.AspNetCore";

    /// <summary>Adds telemetry.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">Its settings, read now: they say which exporters there are.</param>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        // Its lines hold paths and queries of requests, and those a customer's id.
        services.AddLogging(static logging => logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning));
        services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>();
        services.AddOptions<TelemetryOptions>().BindConfiguration(TelemetryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        var options = configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new TelemetryOptions();
        var otlp = Uri.TryCreate(options.OtlpEndpoint, UriKind.Absolute, out var endpoint) ? endpoint : null;
        var monitor = configuration[Monitor] is { Length: > 0 } connection ? connection : null;
        if (otlp is null && monitor is null)
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService(
                "XbFunctions", serviceVersion: typeof(AppServices).Assembly.GetName().Version?.ToString(3), autoGenerateServiceInstanceId: true))
            .WithTracing(tracing => Trace(tracing, options, otlp, monitor, configuration))
            .WithMetrics(metrics => Measure(metrics, options, otlp, monitor, configuration));
        if (options.Logs)
        {
            telemetry.WithLogging(
                logs => Log(logs, options, otlp, monitor, configuration),
                static log => log.IncludeFormattedMessage = true);
        }

        return services;
    }

    private static void Trace(TracerProviderBuilder tracing, TelemetryOptions options, Uri? otlp, string? monitor, IConfiguration configuration)
    {
        tracing.AddSource(OwnNames, Requests)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TraceShare)))
            .AddProcessor<PersonlessSpans>();
        if (otlp is not null)
        {
            tracing.AddOtlpExporter(exporter => Address(exporter, options, otlp, "v1/traces"));
        }

        if (monitor is not null)
        {
            tracing.AddAzureMonitorTraceExporter(exporter => Address(exporter, monitor, configuration));
        }
    }

    private static void Measure(MeterProviderBuilder metrics, TelemetryOptions options, Uri? otlp, string? monitor, IConfiguration configuration)
    {
        metrics.AddMeter(OwnNames, "System.Runtime", "Microsoft.AspNetCore.Hosting");
        if (otlp is not null)
        {
            metrics.AddOtlpExporter((exporter, reader) =>
            {
                Address(exporter, options, otlp, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = options.MetricSeconds * 1000;
            });
        }

        if (monitor is not null)
        {
            metrics.AddAzureMonitorMetricExporter(exporter => Address(exporter, monitor, configuration));
        }
    }

    private static void Log(LoggerProviderBuilder logs, TelemetryOptions options, Uri? otlp, string? monitor, IConfiguration configuration)
    {
        if (otlp is not null)
        {
            logs.AddOtlpExporter(exporter => Address(exporter, options, otlp, "v1/logs"));
        }

        if (monitor is not null)
        {
            logs.AddAzureMonitorLogExporter(exporter => Address(exporter, monitor, configuration));
        }
    }

    // An endpoint that is set in code is used as it is, so the path of the signal has to be added.
    private static void Address(OtlpExporterOptions exporter, TelemetryOptions options, Uri otlp, string path)
    {
        var isGrpc = options.OtlpProtocol == TelemetryProtocol.Grpc;
        exporter.Protocol = isGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = isGrpc ? otlp : new Uri($"{otlp.AbsoluteUri.TrimEnd('/')}/{path}");
    }

    private static void Address(AzureMonitorExporterOptions exporter, string connection, IConfiguration configuration)
    {
        exporter.ConnectionString = connection;
        exporter.Credential = IdentityOf(configuration[MonitorIdentity]);
    }

    // "ClientId=…;Authorization=AAD", as the Functions host takes it; without it the connection string's key counts.
    private static ManagedIdentityCredential? IdentityOf(string? text)
    {
        if (text is null || !text.Contains("Authorization=AAD", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        const string name = "ClientId=";
        var client = text.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(static part => part.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        return new ManagedIdentityCredential(
            client is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(client[name.Length..]));
    }
}

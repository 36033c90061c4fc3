using System.ComponentModel.DataAnnotations;

namespace XbFunctions.App.Telemetry;

/// <summary>Where traces, metrics and logs are sent. Nothing is sent anywhere unless a setting names the place.</summary>
public sealed class TelemetryOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Telemetry";

    /// <summary>Collector that takes OTLP, such as <c>http://localhost:4318</c> (HTTP) or <c>http://localhost:4317</c> (gRPC).</summary>
    /// <value>Not set: nothing is sent over OTLP.</value>
    public string OtlpEndpoint { get; set; } = "";

    /// <summary>What the collector speaks.</summary>
    public TelemetryProtocol OtlpProtocol { get; set; } = TelemetryProtocol.Http;

    /// <summary>Share of new traces that are recorded; a caller's decision about its own trace is kept.</summary>
    [Range(0.0, 1.0)]
    public double TraceShare { get; set; } = 0.1;

    /// <summary>Seconds between two sendings of metrics.</summary>
    [Range(1, 3600)]
    public int MetricSeconds { get; set; } = 60;

    /// <summary>Whether logs are sent, too; they are always written to the console.</summary>
    public bool Logs { get; set; } = true;
}

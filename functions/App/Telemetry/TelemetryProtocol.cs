namespace XbFunctions.App.Telemetry;

/// <summary>How OTLP is carried.</summary>
public enum TelemetryProtocol
{
    /// <summary>Protocol buffers over HTTP; a signal has a path of its own under the endpoint.</summary>
    Http,

    /// <summary>gRPC.</summary>
    Grpc,
}

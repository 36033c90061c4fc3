using Microsoft.Extensions.Options;

namespace XbFunctions.App.Telemetry;

/// <summary>Refuses an endpoint that is none, and values out of range, at start-up.</summary>
internal sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options) =>
        options.OtlpEndpoint.Length == 0 || (Uri.TryCreate(options.OtlpEndpoint, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https")
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{TelemetryOptions.Section}:{nameof(options.OtlpEndpoint)} is no http or https address.");
}

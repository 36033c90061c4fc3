using Microsoft.AspNetCore.Http;

namespace XbFunctions.Host;

/// <summary>What a listener hands over for one invocation.</summary>
/// <param name="Trigger">Value of the trigger parameter: events, <c>TimerInfo</c> or <see cref="HttpRequest"/>.</param>
internal sealed record InvocationRequest(object Trigger)
{
    private static readonly Dictionary<string, object?> NoData = [];

    /// <summary>Makes the parameter's value of what the trigger delivered, within the invocation: where it fails, the invocation has failed.</summary>
    public Func<object>? Convert { get; init; }

    /// <summary>Trigger data for <c>BindingContext</c>; made when first asked for.</summary>
    public Func<IReadOnlyDictionary<string, object?>> BindingData { get; init; } = static () => NoData;

    /// <summary>Whether the try that runs, or ran last, said that nothing it was handed will be used once the invocation has succeeded.</summary>
    public bool IsReleased { get; set; }

    /// <summary>The HTTP context of an HTTP invocation.</summary>
    public HttpContext? Http { get; init; }
}

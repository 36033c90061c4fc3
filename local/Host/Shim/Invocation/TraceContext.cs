namespace Microsoft.Azure.Functions.Worker;

/// <summary>W3C trace context of an invocation.</summary>
public abstract class TraceContext
{
    /// <summary>The <c>traceparent</c> value.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The <c>tracestate</c> value; empty when none came.</summary>
    public abstract string TraceState { get; }

    /// <summary>Attributes of the host's span.</summary>
    public virtual IReadOnlyDictionary<string, string> Attributes { get; } = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty;

    /// <summary>W3C baggage of the caller.</summary>
    public virtual IReadOnlyDictionary<string, string> Baggage { get; } = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty;
}

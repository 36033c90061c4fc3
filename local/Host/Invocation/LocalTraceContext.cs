using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace XbFunctions.Host;

/// <summary>The W3C trace context of an invocation: the current activity's, else the caller's, else a new one.</summary>
internal sealed class LocalTraceContext(string traceParent, string traceState) : TraceContext
{
    public override string TraceParent => traceParent;

    public override string TraceState => traceState;

    public static LocalTraceContext Current(HttpContext? http)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } activity)
        {
            return new LocalTraceContext(id, activity.TraceStateString ?? string.Empty);
        }

        var parent = http?.Request.Headers.TraceParent.ToString();
        return ActivityContext.TryParse(parent, null, out _)
            ? new LocalTraceContext(parent!, http!.Request.Headers.TraceState.ToString())
            : new LocalTraceContext($"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00", string.Empty);
    }
}

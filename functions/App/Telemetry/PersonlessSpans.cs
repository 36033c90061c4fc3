using System.Diagnostics;
using OpenTelemetry;

namespace XbFunctions.App.Telemetry;

/// <summary>Takes out of a span what may name a person: the path and query of a request. Its route, such as <c>fraud/customers/{customerKey}</c>, stays.</summary>
internal sealed class PersonlessSpans : BaseProcessor<Activity>
{
    private static readonly string[] Attributes = ["url.path", "url.query", "url.full", "http.target", "http.url"];

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        foreach (var attribute in Attributes)
        {
            if (data.GetTagItem(attribute) is not null)
            {
                data.SetTag(attribute, null);
            }
        }
    }
}

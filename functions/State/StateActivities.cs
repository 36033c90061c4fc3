using System.Diagnostics;

namespace XbFunctions.State;

/// <summary>Spans of the stages of a batch, within the span of the batch: <c>compute</c>, <c>commit</c> and <c>publish</c>. Nothing where no one records them.</summary>
internal static class StateActivities
{
    /// <summary>Name of the source.</summary>
    public const string SourceName = "XbFunctions.State";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins the span of a stage.</summary>
    /// <param name="stage">Its name.</param>
    /// <param name="function">Name of the function.</param>
    /// <returns>The span, to be disposed of when the stage is done; null when no one records it.</returns>
    public static Activity? Start(string stage, string function)
    {
        var activity = Source.StartActivity(stage);
        activity?.SetTag("function", function);
        return activity;
    }
}

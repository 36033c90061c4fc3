namespace XbFunctions.State;

/// <summary>Which dead letters are wanted; an unset part admits all.</summary>
/// <param name="Function">Only this function's.</param>
/// <param name="Hub">Only those of this hub; needs a function.</param>
/// <param name="Stage">Only those that failed at this stage.</param>
/// <param name="Reason">Only those given up on for this reason.</param>
/// <param name="EnqueuedFrom">Only those enqueued at or after this time.</param>
/// <param name="EnqueuedBefore">Only those enqueued before this time.</param>
public sealed record DeadLetterFilter(
    string? Function = null,
    string? Hub = null,
    string? Stage = null,
    string? Reason = null,
    DateTimeOffset? EnqueuedFrom = null,
    DateTimeOffset? EnqueuedBefore = null)
{
    internal string Prefix => (Function, Hub) switch
    {
        (null, _) => string.Empty,
        (_, null) => $"{Function}/",
        _ => $"{Function}/{Hub}/",
    };

    internal bool Admits(DeadLetter letter) =>
        (Function is null || letter.Function == Function)
        && (Hub is null || letter.Partition.Hub == Hub)
        && (Stage is null || letter.Stage == Stage)
        && (Reason is null || letter.Reason == Reason)
        && (EnqueuedFrom is null || letter.EnqueuedAt >= EnqueuedFrom)
        && (EnqueuedBefore is null || letter.EnqueuedAt < EnqueuedBefore);
}

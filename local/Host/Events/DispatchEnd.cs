namespace XbFunctions.Host;

/// <summary>How the dispatch of some events ended.</summary>
internal enum DispatchEnd
{
    /// <summary>An invocation was cut short: the events are to be delivered again. The default, because that is the harmless answer.</summary>
    Cut,

    /// <summary>The events are done with, well or badly; the function may still use them.</summary>
    Done,

    /// <summary>The events are done with, and the function has said that it uses nothing of them any more.</summary>
    Released,
}

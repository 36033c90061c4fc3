namespace XbFunctions.Host;

/// <summary>How an invocation ended.</summary>
internal enum InvocationEnd
{
    /// <summary>
    /// Cut short by a stopping host, a lost partition or a closed connection: neither a success nor a failure that counts, so nothing may be
    /// checkpointed for it. The default, because that is the harmless answer.
    /// </summary>
    Cancelled,

    /// <summary>The function returned.</summary>
    Succeeded,

    /// <summary>The function threw on the last try that its policy allows, or ran out of time.</summary>
    Failed,
}

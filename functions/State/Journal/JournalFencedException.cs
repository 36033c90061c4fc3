namespace XbFunctions.State;

/// <summary>Another owner wrote to the journal: what this owner holds in memory is behind and must be loaded again.</summary>
internal sealed class JournalFencedException(string blob, long expectedPosition)
    : StateException($"Journal {blob} no longer ends at byte {expectedPosition}: another owner has written to it.");

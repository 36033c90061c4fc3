namespace XbFunctions.State;

/// <summary>Says whether an answer is to be taken out of the lookups.</summary>
/// <param name="sequence">Last sequence number of the record that gave it.</param>
/// <param name="key">Its key, UTF-8; valid during the call only.</param>
/// <param name="value">The answer; likewise.</param>
/// <returns>True for one to take out.</returns>
public delegate bool LookupEntryTest(long sequence, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>The sequences of a file, with items numbered from 0.</summary>
/// <param name="UserIds">Id of each user, as in the file.</param>
/// <param name="ItemIds">Id of each item, ascending.</param>
/// <param name="Sequences">Items of each user, oldest first.</param>
/// <param name="Attributes">Attributes of each item, from 0; empty where none are known.</param>
internal sealed record SequenceData(
    IReadOnlyList<string> UserIds, IReadOnlyList<int> ItemIds, IReadOnlyList<int[]> Sequences, IReadOnlyList<int[]> Attributes)
{
    /// <summary>Fewest items of a user who is evaluated: one to learn from, one for validation, one for the test.</summary>
    public const int LeastItems = 3;

    /// <summary>Users who are evaluated; the others are learnt from only.</summary>
    public int[] Cases { get; } = [.. Enumerable.Range(0, Sequences.Count).Where(user => Sequences[user].Length >= LeastItems)];

    /// <summary>Number of interactions.</summary>
    public int Interactions => Sequences.Sum(static sequence => sequence.Length);

    /// <summary>The sequences without the last items of those who are evaluated.</summary>
    /// <param name="hidden">How many items are left out: 2 for validation, 1 for the test.</param>
    public int[][] Without(int hidden) =>
        [.. Sequences.Select(sequence => sequence.Length >= LeastItems ? sequence[..^hidden] : sequence)];
}

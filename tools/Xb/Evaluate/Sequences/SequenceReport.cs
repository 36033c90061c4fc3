namespace XbFunctions.Xb.Evaluate.Sequences;

/// <summary>The result of an evaluation.</summary>
/// <param name="Users">Users in the file.</param>
/// <param name="Evaluated">Users with three items or more.</param>
/// <param name="Items">Items.</param>
/// <param name="Interactions">Interactions.</param>
/// <param name="Constants">Constants of the sources, as tuned.</param>
/// <param name="Epochs">Epochs of the sequence model, chosen on the validation items; 0 without one.</param>
/// <param name="RankerTrees">Trees of the ranker, chosen on held-out users' validation items.</param>
/// <param name="Rows">Lines of the result.</param>
internal sealed record SequenceReport(
    int Users,
    int Evaluated,
    int Items,
    int Interactions,
    SourceConstants Constants,
    int Epochs,
    int RankerTrees,
    IReadOnlyList<SequenceRow> Rows);

namespace XbFunctions.Training.Neural;

/// <summary>One operator as computed, with its way back.</summary>
/// <param name="Output">What it gave.</param>
/// <param name="Rule">Emits the gradients of its inputs, given that of the output.</param>
internal sealed record TapeEntry(GraphTensor Output, Action<Gradients, GraphTensor> Rule);

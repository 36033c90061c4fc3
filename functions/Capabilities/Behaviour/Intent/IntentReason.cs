namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Why a session has its probability.</summary>
/// <param name="Column">Column of the model, as in <see cref="IntentColumns.Names"/>.</param>
/// <param name="Text">What the column means.</param>
/// <param name="Value">Its value; null where it is unknown.</param>
/// <param name="Contribution">How far it moved the log odds; above 0 towards an order.</param>
public sealed record IntentReason(string Column, string Text, double? Value, double Contribution);

namespace XbFunctions.State;

/// <summary>What a window holds.</summary>
/// <param name="Count">Events; a bucket that had 65,535 counts no further.</param>
/// <param name="Sum">Sum of their amounts.</param>
public readonly record struct WindowTotal(long Count, double Sum);

namespace XbFunctions.Xb.Evaluate;

/// <summary>Settings of the trees that a fold is scored with.</summary>
/// <param name="Seeds">Trainings with seeds of their own, whose log odds are averaged.</param>
/// <param name="Trees">Trees of each.</param>
/// <param name="Leaves">Leaves of a tree at most.</param>
/// <param name="LearningRate">Share of a tree's answer that is added.</param>
/// <param name="ForestTrees">Trees of the forest that is blended in; 0 leaves it out.</param>
internal sealed record FraudEnsembleOptions(int Seeds, int Trees, int Leaves, double LearningRate, int ForestTrees);

namespace XbFunctions.Xb.Evaluate.Sessions;

/// <summary>What <c>xb evaluate sessions</c> was asked for.</summary>
/// <param name="Rankings">Validation examples that train the ranker, at most.</param>
/// <param name="MostTests">Examples of the test at most, every n-th; 0 for all.</param>
/// <param name="Threads">Threads of the trainer.</param>
/// <param name="Seed">Seed of all random choices.</param>
internal sealed record SessionOptions(int Rankings, int MostTests, int Threads, int Seed);

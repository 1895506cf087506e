// trawl-worker: parses one file at a time for a Host; never started by hand.
int main() { return 0; }

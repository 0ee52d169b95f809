/* Asking the dashboard: what is busy is asked again after the time it names, what was refused is said in its words. */
(() => {
  /** Seconds to the next try where the answer names none; milliseconds for which tries go on. */
  const USUAL = 5, PATIENCE = 180000;
  const refusal = async (answer) => {
    const { error } = await answer.json().catch(() => ({}));
    return Object.assign(new Error(error?.[Q.lang === "zh" ? "message_zh" : "message"] ?? ""), { isRefusal: Boolean(error) });
  };
  Q.request = async (url, options = {}, waits = () => {}) => {
    const until = Date.now() + PATIENCE;
    for (;;) {
      const answer = await fetch(url, options);
      if (answer.ok) return answer;
      if (answer.status !== 503 || Date.now() > until) throw await refusal(answer);
      waits();
      const seconds = Number(answer.headers.get("Retry-After")) || USUAL;
      await new Promise((done) => { setTimeout(done, seconds * 1000); });
    }
  };
  /** What an error has to say, or what is said where it has no words for readers. */
  Q.because = (error, otherwise) => (error.isRefusal && error.message) || otherwise;

  // A draft too long for an address stays in this window and is sent with each request.
  const KEPT = "qujian-draft";
  Q.keep = (draft) => sessionStorage.setItem(KEPT, draft);
  Q.kept = () => { try { return sessionStorage.getItem(KEPT); } catch { return null; } };
  Q.sent = () => (Q.place.get("kept") ? { method: "POST", body: Q.kept() ?? "" } : {});
})();

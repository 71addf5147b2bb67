import "./check-en.ts";
